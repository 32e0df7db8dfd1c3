#!/bin/sh
# Starts one monitor, one disk in memory and the S3 gateway, and creates a user and a bucket.
# Environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, BUCKET; PORT (7480) and FOLDER (/var/lib/store) if you change them.
set -eu
port=${PORT:-7480}
folder=${FOLDER:-/var/lib/store}
# A monitor that finds the data of an earlier start would wait for a disk that is gone.
rm -rf "$folder"
mkdir -p "$folder/mon" "$folder/osd" "$folder/rgw"
cluster=$(cat /proc/sys/kernel/random/uuid)
disk=$(cat /proc/sys/kernel/random/uuid)
monitor=127.0.0.1:$((port + 1))
cat >"$folder/ceph.conf" <<SETTINGS
[global]
fsid = $cluster
mon host = v2:$monitor
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms client mode = crc
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd crush chooseleaf type = 0
osd objectstore = memstore
mon allow pool size one = true
run dir = $folder
admin socket = $folder/\$name.\$pid.asok
log file = $folder/\$name.log
pid file = $folder/\$name.pid
public addr = 127.0.0.1
cluster addr = 127.0.0.1
rgw frontends = beast port=$port
mon data = $folder/mon
osd data = $folder/osd
rgw data = $folder/rgw
SETTINGS
export CEPH_CONF="$folder/ceph.conf"
monmaptool --create --fsid "$cluster" --addv a "[v2:$monitor]" "$folder/map"
ceph-mon -i a --mkfs --monmap "$folder/map"
ceph-mon -i a
ceph osd new "$disk"
ceph-osd -i 0 --mkfs --osd-uuid "$disk"
ceph-osd -i 0
radosgw -n client.admin -f &
gateway=$!
trap 'kill "$gateway"' INT TERM
until curl -s -o "$folder/answer" "http://127.0.0.1:$port/"; do sleep 1; done
radosgw-admin user create --uid=feedwright --display-name=feedwright \
  --access-key "$AWS_ACCESS_KEY_ID" --secret-key "$AWS_SECRET_ACCESS_KEY" >"$folder/user.json"
curl -sf -X PUT -H "x-amz-content-sha256: UNSIGNED-PAYLOAD" --aws-sigv4 aws:amz:us-east-1:s3 --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
  "http://127.0.0.1:$port/$BUCKET"
echo "the bucket $BUCKET is ready"
wait "$gateway"
