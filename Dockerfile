# The bot as docs/operations.md runs it. Two stages: npm stays behind, and with it everything that only installs.

FROM node:26-trixie-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
# Node itself comes with the packages; its archive is a second name of the same file, which would be copied twice.
RUN npm ci --omit=dev --no-audit --no-fund && rm -r node_modules/node/node_modules
RUN mkdir data

FROM debian:trixie-slim
# Node 26 needs it, and Debian's small image is without.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libatomic1 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PATH=/app/node_modules/.bin:$PATH \
  METRICS_PORT=9464
COPY --from=modules /app/node_modules ./node_modules
COPY package.json ./
COPY migrations ./migrations
COPY standin ./standin
COPY playground ./playground
COPY src ./src
COPY facts ./facts
# A volume that is new takes its owner from here.
COPY --from=modules --chown=10001:10001 /app/data ./data
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "src/check-health.ts"]
CMD ["node", "--disable-warning=ExperimentalWarning", "--liftoff-only", "--optimize-for-size", "--max-semi-space-size=2", "src/main.ts"]
