#!/usr/bin/python3
"""peer_openpyxl.py FORM.xlsx: every cell of the form, as openpyxl's documentation shows."""
import sys

import openpyxl

sheet = openpyxl.load_workbook(sys.argv[1])["检查"]
if sum(1 for row in sheet.iter_rows() for cell in row if cell.value == "合格") < 1000:
    sys.exit("this is not the form")
