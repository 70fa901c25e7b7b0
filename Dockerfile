# The service in a container: docs/serving.md tells how to build and run it.

FROM python:3.11-slim AS build

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /source
COPY . .
RUN pip wheel --no-deps --wheel-dir /wheels .

# The environment has no pip of its own. Bytecode is made here and never checked again: the image that runs writes
# nothing, and copying may change the times that Python would compare.
RUN python -m venv --without-pip /opt/dateline \
    && pip --python /opt/dateline/bin/python install --no-compile "$(echo /wheels/dateline-*.whl)[serve,html,parquet,zstd]" \
    && /opt/dateline/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/dateline/lib


FROM python:3.11-slim

LABEL org.opencontainers.image.title="dateline" \
      org.opencontainers.image.description="Tags of news-agency articles about security cooperation, over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --gid 10001 dateline \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin dateline

COPY --from=build /opt/dateline /opt/dateline

ENV PATH="/opt/dateline/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1

# By number, so that a cluster that forbids root can see that it is none.
USER 10001:10001
WORKDIR /
EXPOSE 8400
STOPSIGNAL SIGTERM

# No proxy of the environment may stand between the check and the service.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-I", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8400/health/ready', timeout=4)"]

ENTRYPOINT ["dateline"]
CMD ["serve", "--host", "0.0.0.0"]
