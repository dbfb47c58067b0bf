"""A program that uploads a file with tuspy and tells how far it is: `python -m tests.acceptance.tus_client ...`."""

import json
import sys
import time

from tusclient.client import TusClient


def main():
    """Upload as the JSON in the one argument says; its address comes first, then each acknowledged offset."""
    order = json.loads(sys.argv[1])
    client = TusClient(order["server"] + "/api/uploads", headers=order["headers"])
    uploader = client.uploader(
        order["path"], url=order.get("url"), metadata=order["metadata"], chunk_size=order["chunk_bytes"]
    )
    if not order.get("url"):
        uploader.set_url(uploader.create_url())
    tell(url=uploader.url, offset=uploader.offset)
    while uploader.offset < uploader.get_file_size():
        uploader.upload_chunk()
        tell(offset=uploader.offset)
        time.sleep(order["pause"])


def tell(**values):
    """A line of JSON to whoever started this."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
