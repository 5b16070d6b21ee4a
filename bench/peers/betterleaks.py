"""Scans a folder with the Python binding of Betterleaks, which brings no command: betterleaks.py FOLDER REPORT.json"""
import json
import sys

from pybetterleaks import scan_dir

result = scan_dir(sys.argv[1])
if not result.ok and not result.findings:
    sys.exit(str(result.errors))
with open(sys.argv[2], "w") as report:
    json.dump([{"file": f.file, "line": f.line, "end_line": f.end_line or f.line} for f in result.findings], report)
