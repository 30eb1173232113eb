#!/usr/bin/env bash
# Asks an HTTP server on loopback for a path; healthy is a 200. Bash alone: starting Node for this every few seconds
# in every container would cost more than the services themselves.
#
#   gameday-healthcheck PORT PATH
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
read -r -t 2 _ status _ <&3
[[ $status == 200 ]]
