#!/bin/sh
# Runs after the package was removed. A person's own files are never removed; the text says where they are.
set -e

if [ "$1" = remove ] || [ "$1" = purge ]; then
  cat <<'TEXT'
Layerloom was removed. Your own files were kept, in the folders of each person:
  networks         wherever you saved them (*.loom)
  runs, drafts     ~/.local/share/layerloom
  settings         ~/.config/layerloom
  logs             ~/.local/state/layerloom
  prepared data    ~/.cache/layerloom (can be removed at any time)
Remove these folders if you do not want to keep them.

Layerloom을 제거했습니다. 직접 만든 파일은 사용자마다 다음 폴더에 그대로 있습니다.
  신경망           저장한 위치(*.loom)
  학습, 임시 저장  ~/.local/share/layerloom
  설정             ~/.config/layerloom
  로그             ~/.local/state/layerloom
  준비한 데이터    ~/.cache/layerloom (언제든지 지워도 됩니다)
더 필요하지 않으면 폴더를 지우세요.
TEXT
fi
