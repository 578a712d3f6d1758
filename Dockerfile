# The program in an image: `docker build -t spindex .` and `docker run --rm spindex --help`; compose.yaml shows it at
# work with Elasticsearch. It runs as a user without a name and needs no writable root: only /tmp and /var/lib/spindex
# (the embedded index, refused rows, suggestions in its inbox) are written to. The sample data is not inside; mount the files to be indexed.

FROM python:3.11.17-slim-trixie@sha256:45037981b62b34b44602584fccbc4d884d5f7dc92c7ee86bb38a698a79fe1e51 AS build
WORKDIR /src
RUN python -m venv /opt/spindex
COPY requirements.lock ./
RUN /opt/spindex/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/spindex/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /opt/spindex/bin/python -m pip install --no-cache-dir --no-deps /wheel/*.whl \
 && /opt/spindex/bin/python -m pip uninstall --yes setuptools pip

FROM python:3.11.17-slim-trixie@sha256:45037981b62b34b44602584fccbc4d884d5f7dc92c7ee86bb38a698a79fe1e51
LABEL org.opencontainers.image.title="Social Protection Index" org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/spindex /opt/spindex
RUN install -d -o 10001 -g 10001 /var/lib/spindex && install -d -m 700 -o 10001 -g 10001 /var/lib/spindex/inbox
ENV PATH=/opt/spindex/bin:$PATH PYTHONUNBUFFERED=1 HOME=/var/lib/spindex SPINDEX_DATA=/var/lib/spindex PORT=8000 \
  METRICS_ADDRESS=0.0.0.0:9102
WORKDIR /var/lib/spindex
USER 10001:10001
# Publish the second one, with /metrics and /readyz, on loopback or not at all.
EXPOSE 8000 9102
# Whether the program lives; an Elasticsearch that is away (/readyz) is not mended by a new container.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as w; w.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz')"]
ENTRYPOINT ["spindex"]
CMD ["serve", "--host", "0.0.0.0"]
