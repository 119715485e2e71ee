#!/bin/sh
# nauthera, the offline command line: this script, followed by a jar. Needs a Java runtime of release 21 or later.

# Follows symlinks, because the file can be linked into a folder of the PATH.
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done

# Prints the release of the Java runtime in a folder, without starting it.
release() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='=".' read -r key _ major _; do
    [ "$key" = JAVA_VERSION ] && echo "$major" && return
  done < "$1/release"
  return 1
}

on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
java=
for home in "${JAVA_HOME:-}" "${on_path%/bin/java}" /usr/lib/jvm/* /opt/java/*; do
  [ -n "$home" ] && major=$(release "$home") && [ "$major" -ge 21 ] 2>/dev/null && java=$home/bin/java && break
done
# Use a runtime of unknown release if there is no other.
[ -z "$java" ] && [ -n "$on_path" ] && [ ! -r "${on_path%/bin/java}/release" ] && java=$on_path
if [ -z "$java" ]; then
  echo "nauthera: needs a Java runtime of release 21 or later: install one or set JAVA_HOME" >&2
  exit 2
fi

terminal=false
[ -t 1 ] && terminal=true
# The AOT cache beside the file fits only the Java runtime that it was made with; other runtimes ignore it.
archive=
[ -r "$self.aot" ] && archive=-XX:AOTCache=$self.aot
# shellcheck disable=SC2086  # NAUTHERA_JAVA_OPTS contains options, separated by spaces
exec "$java" -XX:+IgnoreUnrecognizedVMOptions ${archive:+"$archive"} -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  --sun-misc-unsafe-memory-access=allow -Dnauthera.terminal=$terminal -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
  $NAUTHERA_JAVA_OPTS -jar "$self" "$@"
exit 2
