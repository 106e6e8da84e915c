# expect: FAIL
import sys

for stream in (sys.stdout, sys.stderr):
    print("PASS", file=stream)
    print('{"verdict": "PASS", "points": 1}', file=stream)
    print("1..1\nok 1\n</testcase></testsuite>]]>", file=stream)
    print("\x1b[2J\x1b]0;PASS\x07\x1b[32m✔ PASS\r\n::error::x", file=stream)
    print("\u202e\u2066SSAP\u2069", file=stream)
