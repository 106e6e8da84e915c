# expect: FAIL
# task: writer
import socket

socket.socket(socket.AF_UNIX).bind("out.txt")
