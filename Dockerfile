# The site as one image: `web`, `worker` and `fast worker` differ by their command alone (see compose.yaml).
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    PYTHONPATH=/srv/site:/srv MEDIA_ROOT=/var/lib/pops/media VAR_ROOT=/var/lib/pops

RUN useradd --system --create-home --home-dir /var/lib/pops pops
WORKDIR /srv

COPY requirements/production.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/production.txt

COPY manage.py ./
COPY site site
COPY cms cms
COPY course_engine course_engine
COPY search search
COPY locale locale
COPY courses courses

RUN python manage.py compile_catalogues --settings=config.settings.demo \
 && python manage.py collectstatic --no-input --verbosity 0 --settings=config.settings.demo \
 && chown -R pops:pops /var/lib/pops

USER pops
EXPOSE 8000
ENV BIND=0.0.0.0:8000
CMD ["gunicorn", "--config", "site/config/gunicorn.conf.py", "--pythonpath", "/srv,/srv/site", "config.wsgi"]
