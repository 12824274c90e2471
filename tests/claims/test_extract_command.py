"""``manage.py extract``: files in, one JSON object a line out, in order; bad ones are named and the rest go on."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from claims.management.commands import extract

TEXT = "Last week, the Transport Ministry closed the port.\r\n\r\n“Two boats sank,” one official said.\r\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "port.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


def run(*args, **options) -> tuple[str, str, int]:
    """Standard output, standard error and exit code."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("extract", *args, stdout=out, stderr=err, **options)
    except SystemExit as end:
        return out.getvalue(), err.getvalue(), int(end.code or 0)
    return out.getvalue(), err.getvalue(), 0


def test_a_file_becomes_one_line_with_offsets_into_the_file_as_it_is(article):
    out, err, code = run(article, published_at="2021-03-20")
    (found,) = [json.loads(line) for line in out.splitlines()]
    assert (found["file"], err, code) == (article, "", 0)
    assert set(found) == {"file", "metadata", "ignored", "sentences", "attributions", "claims"}
    port, boats = found["claims"]
    assert port["event_time"] == {"start": "2021-03-13", "end": "2021-03-19", "precision": "week"}
    assert [TEXT[span["start"] : span["end"]] for span in boats["spans"]] == ["Two boats sank"]
    assert (
        boats["quantities"][0].items() >= {"value": 2, "comparator": "exact", "unit": None, "text": "Two boats"}.items()
    )
    (said,) = found["attributions"]
    assert boats["attribution"] == said["id"]
    assert TEXT[said["source"]["start"] : said["source"]["end"]] == said["source"]["text"] == "one official"
    assert (said["source"]["kind"], said["source"]["anonymous"]["count"]) == ("anonymous", 1)
    assert said["cue"].items() >= {"text": "said", "lemma": "say", "stance": "neutral"}.items()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_files(tmp_path, jobs):
    names = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Rebels killed {number + 2} guards in Dorn. " * (40 if number % 3 == 0 else 1))
        names.append(str(path))
    out, _, code = run(*names, jobs=jobs)
    assert [json.loads(line)["file"] for line in out.splitlines()] == names
    assert code == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_files_are_named_with_the_reason_and_the_others_go_on(article, tmp_path, jobs):
    (tmp_path / "latin.txt").write_bytes("Café in Dorn".encode("latin-1"))
    (tmp_path / "empty.txt").write_bytes(b"  \n")
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7 ...")
    names = [str(tmp_path / name) for name in ("latin.txt", "missing.txt", "empty.txt", "page.pdf")]
    out, err, code = run(*names, str(tmp_path), article, jobs=jobs)
    assert [json.loads(line)["file"] for line in out.splitlines()] == [article]
    assert code == 1
    for name, reason in zip(names, ("not UTF-8", "No such file", "empty", "PDF"), strict=True):
        assert any(line.startswith(f"{name}: ") and reason in line for line in err.splitlines()), err
    assert f"{tmp_path}: Is a directory" in err
    assert "5 of 6 files could not be read." in err
    assert "Traceback" not in err


def test_standard_input_is_read_where_a_dash_stands(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    out, _, _ = run("-")
    assert json.loads(out)["file"] == "-"
    assert json.loads(out)["claims"]


def test_the_text_form_is_for_people(article):
    out, _, _ = run(article, form="text")
    assert "Two boats sank" in out
    assert "one official (anonymous) – “said”, neutral" in out
    assert "the outlet itself" in out


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"published_at": "yesterday"}, "yesterday"),
        ({"jobs": 0}, "--jobs"),
    ],
)
def test_wrong_options_are_refused_by_name(article, options, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("extract", article, **options)


def test_standard_input_cannot_be_read_twice():
    with pytest.raises(CommandError, match="once"):
        call_command("extract", "-", "-")


def test_an_error_of_ours_costs_one_file_and_leaves_no_traceback(article, tmp_path, monkeypatch):
    other = tmp_path / "other.txt"
    other.write_text("Rebels seized the mill in Dorn.")
    from claims import analysis

    analyse = analysis.analyse

    def fails_on_rebels(text, **kwargs):
        if "Rebels" in text:
            raise RuntimeError("boom")
        return analyse(text, **kwargs)

    monkeypatch.setattr(analysis, "analyse", fails_on_rebels)
    out, err, code = run(str(other), article, jobs=1)
    assert len(out.splitlines()) == 1
    assert f"{other}: the analysis failed, please report it: RuntimeError: boom" in err
    assert code == 1


def test_a_process_that_dies_costs_its_own_file_only(monkeypatch, tmp_path):
    names = [str(tmp_path / f"{number}.txt") for number in range(6)]
    monkeypatch.setattr(extract, "extract_file", die_on_three)
    found = {
        task.name: result.output for task, result in extract.extract_files(extract.tasks(names, "json", None), jobs=2)
    }
    assert found == {name: None if name.endswith("3.txt") else name for name in names}


def die_on_three(task: extract.Task) -> extract.Result:
    import os

    if task.name.endswith("3.txt"):
        os._exit(9)
    return extract.Result(task.name)
