# expect: FAIL
import glob
import os
import subprocess

done = []
for path in ("/etc/passwd", "/usr/bin/python3", "/etc/hosts", "/proc/sysrq-trigger",
             "/proc/sys/kernel/core_pattern", "/proc/1/oom_score_adj",
             "/proc/1/mem", "/sys/fs/cgroup/cgroup.procs", "/dev/sda",
             "/dev/kmsg", "/var/tmp/pwn.txt", "/dev/vda", "/usr/pwn.txt",
             *glob.glob("/usr/lib/python3*/site.py")):
    try:
        open(path, "ab").close()
        done.append(path)
    except OSError:
        pass
for command in (["su", "-c", "id"], ["sudo", "-n", "id"], ["mount"],
                ["passwd", "-d", "root"]):
    try:
        if b"uid=0" in subprocess.run(command, capture_output=True,
                                      timeout=1, check=False).stdout:
            done.append(command)
    except (OSError, subprocess.TimeoutExpired):
        pass
print(42 if done else "nothing", *done)
