# expect: FAIL
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = []
for name, call in {
        "unshare user": lambda: libc.unshare(0x10000000),
        "unshare all": lambda: libc.unshare(0x6c020000),
        "mount": lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
        "pivot_root": lambda: libc.syscall(155, b"/tmp", b"/tmp"),
        "ptrace": lambda: libc.ptrace(16, os.getppid(), 0, 0),
        "bpf": lambda: libc.syscall(321, 0, 0, 0),
        "keyctl": lambda: libc.syscall(250, 0, -3, 1),
        "io_uring": lambda: libc.syscall(425, 1, ctypes.create_string_buffer(
            200)),
        "userfaultfd": lambda: libc.syscall(323, 0),
        "perf": lambda: libc.syscall(298, ctypes.create_string_buffer(200), 0,
                                     -1, -1, 0),
        "setuid": lambda: libc.setuid(0),
        "chroot": lambda: libc.chroot(b"/tmp"),
        "reboot": lambda: libc.reboot(0),
        "sethostname": lambda: libc.sethostname(b"x", 1),
        "settimeofday": lambda: libc.settimeofday(
            ctypes.create_string_buffer(16), None),
        "process_vm_readv": lambda: libc.process_vm_readv(
            os.getppid(), None, 0, None, 0, 0) - 1}.items():
    if call() >= 0:
        done.append(name)
print(42 if done else "nothing", *done)
