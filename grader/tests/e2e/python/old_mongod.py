#!/usr/bin/python3
"""Answers as a MongoDB server does, and says that it is an old one."""
import pathlib
import socketserver
import struct
import sys

import bson

VERSION = "3.6.23"
SAID = {"ok": 1.0, "version": VERSION, "ismaster": True, "minWireVersion": 0,
        "maxWireVersion": 6, "maxBsonObjectSize": 16 << 20,
        "maxMessageSizeBytes": 48000000, "maxWriteBatchSize": 100000,
        "helloOk": True, "readOnly": False, "logicalSessionTimeoutMinutes": 30}
QUERY, MESSAGE = 2004, 2013


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        while header := self.rfile.read(16):
            length, number, _, kind = struct.unpack("<4i", header)
            self.rfile.read(length - 16)
            body = bson.BSON.encode(SAID)
            if kind == QUERY:
                body = struct.pack("<iqii", 8, 0, 0, 1) + body
                answer = 1
            else:
                body = b"\0\0\0\0\0" + body
                answer = MESSAGE
            self.wfile.write(struct.pack("<4i", 16 + len(body), 1, number,
                                         answer) + body)


folder = pathlib.Path(sys.argv[sys.argv.index("--unixSocketPrefix") + 1])
with socketserver.ThreadingUnixStreamServer(
        str(folder / "mongodb-27017.sock"), Client) as server:
    server.serve_forever()
