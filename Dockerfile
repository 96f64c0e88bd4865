# The site, its worker and its commands (docker-compose.yml). Debian's GDAL and fonts, Python's wheels by hash, an ordinary user.
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgdal36 fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /site
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --no-cache-dir --require-hashes --requirement requirements.txt
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1

COPY . .
# Settings insist on being told everything; nothing of this stays in the image.
RUN SITE_URL=http://build SECRET_KEY=build CONTACT_KEY=build EMAIL_URL=smtp://build DATABASE_URL=postgis://build/build \
    python manage.py collectstatic --no-input \
    && useradd --system --no-create-home standpoint

USER standpoint
EXPOSE 8000
CMD ["python", "-m", "deploy.serve", "0.0.0.0:8000"]
