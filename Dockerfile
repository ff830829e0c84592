# One image for web, workers, beat and standby: docker-compose.yml says which of them a container is.

FROM node:24-slim AS design-system
WORKDIR /build
COPY package.json ./
RUN npm install --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim AS product
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 DEBUG=false
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent homeward
WORKDIR /srv/homeward
COPY requirements.txt ./
RUN pip install --require-hashes --requirement requirements.txt
COPY . .
COPY --from=design-system /build/node_modules ./node_modules
# Settings want these to be named; gathering static files uses none of them, and none of them stays.
RUN python -m govuk.assets \
    && SECRET_KEY=build ALLOWED_HOSTS=build SITE_ADDRESS=https://build COUNCIL_NAME=build \
        OWNER_DATABASE_URL=postgres:///build DATABASE_URL=postgres:///build REDIS_URL=redis://build \
        python manage.py collectstatic --no-input \
    && rm -rf node_modules
USER homeward
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
