"""rdflib's evaluator as a process: a query in JSON per line in, a result with its own time per line out.

python -m benchmarks.evaluator khen.nt
"""

from __future__ import annotations

import json
import sys
import time

from rdflib import Graph


def main(file: str) -> None:
    graph = Graph()
    graph.parse(file, format="nt")
    for line in sys.stdin:
        query = json.loads(line)
        begun = time.perf_counter()
        result = graph.query(query)
        rows = list(result)  # the evaluation is lazy
        seconds = time.perf_counter() - begun
        if result.type == "CONSTRUCT":
            body = (result.graph or Graph()).serialize(format="nt")
        else:
            body = (result.serialize(format="json") or b"").decode()
        print(json.dumps({"seconds": seconds, "rows": len(rows), "body": body}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
