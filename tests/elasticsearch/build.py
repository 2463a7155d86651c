"""Puts an Elasticsearch node together from Maven Central: the server, its HTTP layer, and a small analysis plugin.

Maven Central holds the server but not the full distribution; what the product's mappings need of the missing
`analysis-common` module is registered by java/analysis under Elasticsearch's own names.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.services.missing import MissingServiceError, install_system_packages

VERSION = "9.5.3"
JAVA = 21
SOURCES = Path(__file__).parent / "java"

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>node</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>
  </dependency></dependencies>
</project>
"""

DESCRIPTOR = f"""description=What the mappings use of analysis-common
version={VERSION}
name=text-analysis
classname=analysis.TextAnalysis
java.version={JAVA}
elasticsearch.version={VERSION}
"""

LOGGING = """appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


def find_java() -> Path:
    """The home of a JDK of version 21 or newer; raises MissingServiceError with a sentence otherwise."""
    homes = [Path(home) for home in [os.environ.get("JAVA_HOME")] if home]
    on_path = shutil.which("javac")
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    homes += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
    for home in homes:
        release, compiler = home / "release", home / "bin" / "javac"
        if compiler.exists() and release.exists():
            found = re.search(r'JAVA_VERSION="(\d+)', release.read_text())
            if found and int(found.group(1)) >= JAVA:
                return home
    raise MissingServiceError(
        f"Elasticsearch is missing. Set ELASTICSEARCH_URL, or start Docker, or install a JDK of version {JAVA} "
        "or newer (its folder is found through JAVA_HOME or below /usr/lib/jvm)."
    )


def build_node(folder: Path) -> Path:
    """The home of a node that is ready to start, built once into `folder`."""
    home = folder / f"elasticsearch-{VERSION}-{_digest()}"
    if (home / "ready").exists():
        return home
    java = find_java()
    if shutil.which("mvn") is None:
        install_system_packages("maven", purpose="Maven, which fetches Elasticsearch,")
    shutil.rmtree(home, ignore_errors=True)
    lib, netty = home / "lib", home / "modules" / "transport-netty4"
    _fetch("org.elasticsearch", "elasticsearch", lib, java)
    _fetch("org.elasticsearch.plugin", "transport-netty4", netty, java)
    # What the server has already, twice on the class path, is refused at the start as "jar hell".
    for jar in netty.glob("*.jar"):
        if (lib / jar.name).exists():
            jar.unlink()
    _unpack_descriptor(netty)
    _compile("node", home / "launcher", lib, java)
    _plugin(home / "plugins" / "text-analysis", lib, java, home)
    (home / "config").mkdir()
    (home / "config" / "log4j2.properties").write_text(LOGGING)
    (home / "config" / "elasticsearch.yml").touch()
    (home / "ready").touch()
    return home


def _digest() -> str:
    """Another launcher or plugin is another node: what was built from older sources is not used."""
    sources = sorted(SOURCES.rglob("*.java"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def _run(command: list[str | Path], **options: object) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise MissingServiceError(
            f"Elasticsearch could not be put together: {command[0]} said: {(done.stdout + done.stderr)[-1500:]}"
        )


def _fetch(group: str, artifact: str, target: Path, java: Path) -> None:
    target.mkdir(parents=True)
    pom = target / "pom.xml"
    pom.write_text(POM.format(group=group, artifact=artifact, version=VERSION))
    _run(
        ["mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={target}"],
        env={**os.environ, "JAVA_HOME": str(java)},
    )
    pom.unlink()


def _unpack_descriptor(module: Path) -> None:
    prefix = f"META-INF/es-plugins/{module.name}/"
    with zipfile.ZipFile(module / f"{module.name}-{VERSION}.jar") as jar:
        for name in jar.namelist():
            if name.startswith(prefix) and not name.endswith("/"):
                text = jar.read(name).decode()
                kept = [line for line in text.split("\n") if not line.startswith("modulename=")]
                (module / Path(name).name).write_text("\n".join(kept))


def _compile(package: str, target: Path, lib: Path, java: Path) -> None:
    sources = sorted((SOURCES / package).glob("*.java"))
    _run([java / "bin" / "javac", "-nowarn", "-d", target, "-cp", f"{lib}/*", *sources])


def _plugin(target: Path, lib: Path, java: Path, home: Path) -> None:
    classes = home / "plugin-classes"
    _compile("analysis", classes, lib, java)
    target.mkdir(parents=True)
    _run([java / "bin" / "jar", "cf", target / "text-analysis.jar", "-C", classes, "."])
    shutil.rmtree(classes)
    (target / "plugin-descriptor.properties").write_text(DESCRIPTOR)
