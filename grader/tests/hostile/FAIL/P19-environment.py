# expect: FAIL
import os
import socket
import sys

print(os.environ, os.getcwd(), sys.argv, sys.path, socket.gethostname())
