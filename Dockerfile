# One image for every process of the suite: the command says which (docker-compose.yml).
FROM python:3.12-slim AS libraries
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/hjemvej
COPY requirements.runtime.lock /tmp/
# The lock names versions and hashes and no address: where packages come from is the builder's own configuration.
RUN /opt/hjemvej/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r /tmp/requirements.runtime.lock

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin hjemvej
ENV PATH=/opt/hjemvej/bin:/usr/local/bin:/usr/bin:/bin PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# What a large answer needed is kept by the process for the next, up to 64 MiB.
ENV MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=67108864
COPY --from=libraries /opt/hjemvej /opt/hjemvej
WORKDIR /srv/hjemvej
COPY kit kit
COPY services services
COPY gateway gateway
COPY migrations migrations
COPY containers containers
# Compiled here once, since the file system is read-only where it runs.
RUN python -m compileall -q kit services gateway migrations containers
USER 10001
EXPOSE 8000
CMD ["uvicorn", "--factory", "gateway.main:app", "--host", "0.0.0.0", "--port", "8000", "--no-access-log"]
