"""The 同意码: fifteen characters in three groups, the last one a check. Never the 取件码.

It stands alone, without a second fact, so it is longer: fourteen free characters are 68 bits.
"""

from forms_app.applications.checked_code import CheckedCode

GUARDIAN_CODE = CheckedCode("同意码", 15, 5, source="收到的", advice="看看是不是漏了或多了。")

new = GUARDIAN_CODE.new
shown = GUARDIAN_CODE.shown
read = GUARDIAN_CODE.read
