#!/usr/bin/env python3
"""Files a case by the programming interface of Yimen and tracks it as its applicant would. Python's own library only.

    make demo                                  # in another terminal
    python3 examples/file_and_track.py http://127.0.0.1:8080 demo-data/api-token.txt

The token is a window officer's (`yimen token add` makes one for a real centre). What is sent and answered is described on
the page /api of the service. Everything here is invented.
"""

import json
import random
import secrets
import sys
import urllib.error
import urllib.request


def ask(method, address, body=None, token=None, **headers):
    """One request; the answer with its status and headers. What is not done comes as a problem document (RFC 9457)."""
    request = urllib.request.Request(address, method=method)
    request.add_header("Accept-Language", "en, zh;q=0.5")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data, timeout=30) as answer:
            return answer.status, dict(answer.headers), json.load(answer)
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        lines = [f"{method} {address}: {problem['status']} {problem['code']}: {problem['detail']}"]
        lines += [f"  {it['field']}: {it['detail']}" for it in problem.get("errors", [])]
        sys.exit("\n".join(lines))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    api = sys.argv[1].rstrip("/") + "/api/v1"
    with open(sys.argv[2], encoding="ascii") as file:
        token = file.read().strip()

    # What must be brought stands in the item's guide, and nothing else may be asked for.
    _, _, guide = ask("GET", f"{api}/items/food-business")
    print(f"{guide['name']} · {guide['authority']['name']} · {guide['promised']}")
    marks = {"original_seen": [], "copy_kept": [], "looked_up": []}
    for row in guide["materials"]:
        if row["applies_when"]:
            continue
        mark = {"government": "looked_up"}.get(row["origin"])
        mark = mark or ("original_seen" if row["form"] == "original_seen" else "copy_kept")
        marks[mark].append(row["row"])
        print(f"  {row['row']}. {row['name']}: {mark}")
    conditional = [row["row"] for row in guide["materials"] if row["applies_when"]]

    # One id for the command: when no answer comes, the same is sent again and the case is taken in once.
    command = secrets.token_hex(16)
    case = {
        "item": guide["item"],
        "applicant": {
            "kind": "natural_person",
            "document_type": "414",
            "document_number": f"E{random.randrange(10**8):08}",
            "name": "示例申请人",
            "telephone": "13900000000",
        },
        "marks": marks,
        "not_applicable": conditional,
        "papers": len(marks["copy_kept"]),
    }
    _, _, received = ask("POST", f"{api}/cases", case, token, Idempotency_Key=command)
    _, _, again = ask("POST", f"{api}/cases", case, token, Idempotency_Key=command)
    assert received == again, "the same command has one answer"
    print(f"received: {received['receipt_no']}")

    # The version that was looked at goes with the act; somebody else's act in between would be answered with 412.
    place = f"{api}/cases/{received['case']}"
    _, headers, shown = ask("GET", place, token=token)
    print("may do now:", ", ".join(it["act"] for it in shown["acts"] if it["open"]))
    version = {name.lower(): value for name, value in headers.items()}["etag"]
    ask("POST", f"{place}/acts", {"act": "accept"}, token, Idempotency_Key=secrets.token_hex(16), If_Match=version)

    # The applicant needs no token: number and query code stand on the receipt.
    _, _, tracked = ask("POST", f"{api}/track", {"number": received["receipt_no"], "code": received["query_code"]})
    print(f"tracked: {tracked['state_word']}. {tracked['next']}")
    for line in tracked["happened"]:
        print(f"  {line['at']}  {line['what']}")


if __name__ == "__main__":
    main()
