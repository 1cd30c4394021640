# shellcheck shell=bash
# Sourced by the scripts that start Java: the flags that every process of Aftermath needs, on one
# machine and on a cluster. Sets java_flags.

# shellcheck disable=SC2034,SC2054 # used by those who source this; the comma is Java's
java_flags=(
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens=java.base/java.nio=ALL-UNNAMED
  --add-opens=java.base/java.lang.invoke=ALL-UNNAMED
  --add-opens=java.base/java.util=ALL-UNNAMED
  --add-opens=java.base/sun.util.calendar=ALL-UNNAMED
  -Djava.awt.headless=true
  -Duser.timezone=UTC
  -Djdk.tls.client.protocols=TLSv1.3,TLSv1.2
)
