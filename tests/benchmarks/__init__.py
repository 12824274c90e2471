"""Speed, memory and quality, measured by hand with `make bench` and `make bench-data`; never timed tests."""
