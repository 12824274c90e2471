"""Country names with their adjectives and capitals, since news says "Moscow" and "Russian" for Russia.

Only states that news from abroad keeps naming; a state that is missing costs a shared name, not an error. Capitals
count as the country when they act ("Moscow denied"), not when they are where something happened.
"""

from __future__ import annotations

# name | other names and adjectives | capital
_TABLE = """
Afghanistan | Afghan, Afghans | Kabul
Albania | Albanian, Albanians | Tirana
Algeria | Algerian, Algerians | Algiers
Argentina | Argentine, Argentinian | Buenos Aires
Armenia | Armenian, Armenians | Yerevan
Australia | Australian, Australians | Canberra
Austria | Austrian, Austrians | Vienna
Azerbaijan | Azerbaijani, Azeri | Baku
Bahrain | Bahraini | Manama
Bangladesh | Bangladeshi | Dhaka
Belarus | Belarusian | Minsk
Belgium | Belgian, Belgians | Brussels
Bolivia | Bolivian | La Paz
Bosnia | Bosnian, Bosnia and Herzegovina | Sarajevo
Brazil | Brazilian, Brazilians | Brasilia
Britain | British, Briton, Britons, UK, U.K., United Kingdom, Great Britain | London
Bulgaria | Bulgarian | Sofia
Cambodia | Cambodian | Phnom Penh
Cameroon | Cameroonian | Yaounde
Canada | Canadian, Canadians | Ottawa
Chad | Chadian | N'Djamena
Chile | Chilean | Santiago
China | Chinese | Beijing
Colombia | Colombian | Bogota
Congo | Congolese, DRC | Kinshasa
Croatia | Croatian, Croat | Zagreb
Cuba | Cuban, Cubans | Havana
Cyprus | Cypriot | Nicosia
Czech Republic | Czech, Czechs, Czechia | Prague
Denmark | Danish, Dane, Danes | Copenhagen
Ecuador | Ecuadorian | Quito
Egypt | Egyptian, Egyptians | Cairo
Eritrea | Eritrean | Asmara
Estonia | Estonian | Tallinn
Ethiopia | Ethiopian | Addis Ababa
Finland | Finnish, Finn, Finns | Helsinki
France | French, Frenchman | Paris
Georgia | Georgian | Tbilisi
Germany | German, Germans | Berlin
Ghana | Ghanaian | Accra
Greece | Greek, Greeks | Athens
Haiti | Haitian | Port-au-Prince
Hungary | Hungarian | Budapest
India | Indian, Indians | New Delhi
Indonesia | Indonesian | Jakarta
Iran | Iranian, Iranians | Tehran
Iraq | Iraqi, Iraqis | Baghdad
Ireland | Irish | Dublin
Israel | Israeli, Israelis | Jerusalem
Italy | Italian, Italians | Rome
Japan | Japanese | Tokyo
Jordan | Jordanian | Amman
Kazakhstan | Kazakh | Astana
Kenya | Kenyan, Kenyans | Nairobi
Kosovo | Kosovar | Pristina
Kuwait | Kuwaiti | Kuwait City
Kyrgyzstan | Kyrgyz | Bishkek
Laos | Laotian | Vientiane
Latvia | Latvian | Riga
Lebanon | Lebanese | Beirut
Libya | Libyan, Libyans | Tripoli
Lithuania | Lithuanian | Vilnius
Malaysia | Malaysian | Kuala Lumpur
Mali | Malian | Bamako
Mexico | Mexican, Mexicans | Mexico City
Moldova | Moldovan | Chisinau
Mongolia | Mongolian | Ulaanbaatar
Morocco | Moroccan | Rabat
Mozambique | Mozambican | Maputo
Myanmar | Burmese, Burma | Naypyidaw
Nepal | Nepalese, Nepali | Kathmandu
Netherlands | Dutch, Holland, The Netherlands | Amsterdam
New Zealand | New Zealander | Wellington
Niger | Nigerien | Niamey
Nigeria | Nigerian, Nigerians | Abuja
North Korea | North Korean, North Koreans, DPRK | Pyongyang
Norway | Norwegian, Norwegians | Oslo
Oman | Omani | Muscat
Pakistan | Pakistani, Pakistanis | Islamabad
Palestine | Palestinian, Palestinians | Ramallah
Peru | Peruvian | Lima
Philippines | Filipino, Philippine | Manila
Poland | Polish, Poles | Warsaw
Portugal | Portuguese | Lisbon
Qatar | Qatari, Qataris | Doha
Romania | Romanian | Bucharest
Russia | Russian, Russians, Russian Federation | Moscow
Rwanda | Rwandan | Kigali
Saudi Arabia | Saudi, Saudis, Kingdom of Saudi Arabia | Riyadh
Senegal | Senegalese | Dakar
Serbia | Serbian, Serb, Serbs | Belgrade
Singapore | Singaporean | Singapore
Slovakia | Slovak | Bratislava
Slovenia | Slovenian | Ljubljana
Somalia | Somali, Somalis | Mogadishu
South Africa | South African, South Africans | Pretoria
South Korea | South Korean, South Koreans | Seoul
South Sudan | South Sudanese | Juba
Spain | Spanish, Spaniard | Madrid
Sri Lanka | Sri Lankan | Colombo
Sudan | Sudanese | Khartoum
Sweden | Swedish, Swede, Swedes | Stockholm
Switzerland | Swiss | Bern
Syria | Syrian, Syrians, Syrian Arab Republic | Damascus
Taiwan | Taiwanese | Taipei
Tajikistan | Tajik | Dushanbe
Tanzania | Tanzanian | Dodoma
Thailand | Thai, Thais | Bangkok
Tunisia | Tunisian | Tunis
Turkey | Turkish, Turk, Turks, Türkiye, Turkiye | Ankara
Turkmenistan | Turkmen | Ashgabat
Uganda | Ugandan | Kampala
Ukraine | Ukrainian, Ukrainians | Kyiv
United Arab Emirates | Emirati, UAE, U.A.E. | Abu Dhabi
United Nations | UN, U.N. |
United States | U.S., US, USA, U.S.A., America, American, Americans, United States of America | Washington
European Union | EU, E.U. |
Uruguay | Uruguayan | Montevideo
Uzbekistan | Uzbek | Tashkent
Vatican | Holy See | Vatican City
Venezuela | Venezuelan | Caracas
Vietnam | Vietnamese | Hanoi
Yemen | Yemeni, Yemenis | Sanaa
Zambia | Zambian | Lusaka
Zimbabwe | Zimbabwean | Harare
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        name, others, capital = (part.strip() for part in line.split("|"))
        for form in [name, *others.split(",")]:
            names[form.strip().lower().replace(".", "")] = name.lower()
        if capital:
            capitals[capital.lower()] = name.lower()
    return names, capitals


# Lower-case form without full stops → lower-case country; "us" is left to the caller, who sees the capitals.
COUNTRY, CAPITAL_OF = _read()
