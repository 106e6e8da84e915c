# expect: FAIL
# task: writer
import os

os.chdir("/")
for act in (lambda: os.rename("/work", "/tmp/work"),
            lambda: os.rmdir("/work"),
            lambda: os.symlink("/var/tmp", "/work/work")):
    try:
        act()
    except OSError:
        pass
