# expect: FAIL
# task: writer

for name in (b"new\nline", b"\xff\xfe", b"x" * 255, b"-rf", b"\x1b[2J",
             b"<script>", b"..x", b"\\", b"'\"", "ü\u202e".encode()):
    open(name, "w").close()
