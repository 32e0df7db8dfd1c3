# feedwright in a container, as user node. Content is mounted, out and state are volumes; see docs/deploying.md.
#   docker build -t feedwright .
#   docker run --init --hostname feedwright -p 8080:8080 -v "$PWD/content:/srv/feedwright/content:ro" \
#     -v feedwright-out:/srv/feedwright/out -v feedwright-state:/srv/feedwright/state feedwright

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json rolldown.config.ts ./
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund
# For stores outside: ioredis, pg.
ARG PACKAGES=
RUN test -z "$PACKAGES" || npm install --no-save --no-audit --no-fund $PACKAGES

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
WORKDIR /srv/feedwright
# New volumes take the owner of the folders they cover.
RUN mkdir content out state && chown node:node out state
USER node
VOLUME ["/srv/feedwright/out", "/srv/feedwright/state"]
EXPOSE 8080
# No shell between, so that SIGTERM reaches the program, which finishes the run in hand and the answers under way.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["start", "--host", "0.0.0.0", "--port", "8080", "--state", "/srv/feedwright/state"]
# Alive, not fresh: a restart makes no news. /readyz tells the latter.
HEALTHCHECK --interval=30s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
