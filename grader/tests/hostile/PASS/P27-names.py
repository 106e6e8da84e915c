# expect: PASS
import os

for name in (b"new\nline", b"\xff\xfe", b"x" * 255, b"-rf", b"--", b"\x1b[2J",
             b"<script>", b"$(id)", b"..x", b"\\", b"'\"", "ü".encode()):
    open(name, "w").close()
    os.chmod(name, 0)
for _ in range(500):
    os.mkdir("deep")
    os.chdir("deep")
os.chmod("/work/deep/deep", 0)
os.chdir("/work")
os.chmod(".", 0)
print(42)
