#!/bin/sh
# Process 1 of a machine: `enter.sh ROOT ARCHIVES PLACE` in new namespaces makes the file system and waits until its input is closed.
# ROOT is the fresh system, which stays as it is: what is written goes into memory and is gone with the machine. ARCHIVES keeps the
# downloaded Debian packages for the next machine. PLACE is an empty folder. The root is changed by pivot_root, because Chromium gets
# no user namespaces, and so no sandbox, in a chroot.
set -e
root=$1
archives=$2
place=$3

mount -t tmpfs -o size=6g,mode=755 tmpfs "$place"
mkdir "$place/written" "$place/work" "$place/root"
mount -t overlay -o "lowerdir=$root,upperdir=$place/written,workdir=$place/work" overlay "$place/root"
mount --bind "$archives" "$place/root/var/cache/apt/archives"
cd "$place/root"

mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
for device in null zero full random urandom tty; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done

hostname machine
mkdir outside
pivot_root . outside
umount --lazy /outside
rmdir /outside
echo entered
exec cat >/dev/null
