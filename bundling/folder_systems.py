"""What Windows and macOS ask of a program beside its files.  Written to their rules; untried."""

from typing import Any, Final

IDENTIFIER: Final = "org.example.posturecam"  # a placeholder, until there is an address
CAMERA_TEXT: Final = (
    "posturecam measures how you sit from the camera picture. Pictures stay in the memory of this "
    "computer and are never stored or sent."
)
LEAST_MACOS: Final = "14.0"  # of MediaPipe's wheel
LEAST_WINDOWS: Final = "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"  # Windows 10 and 11

# https://developer.apple.com/documentation/bundleresources/entitlements, for the hardened runtime
# that notarisation asks for.
ENTITLEMENTS: Final = {
    "com.apple.security.device.camera": True,
    "com.apple.security.cs.allow-unsigned-executable-memory": True,  # callbacks of Python's ctypes
}

MANIFEST: Final = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{LEAST_WINDOWS}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
    </windowsSettings>
  </application>
</assembly>
"""
"""Long paths, and true pixels on every screen (the border is drawn along their edges)."""

_VERSION_FILE: Final = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("FileDescription", "posturecam"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "posturecam"),
      StringStruct("LegalCopyright", "Copyright 2026 the posturecam authors. Apache License 2.0."),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "posturecam"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def info_plist(version: str) -> dict[str, Any]:
    """Return what the Info.plist of posturecam.app says beside PyInstaller's own.

    https://developer.apple.com/documentation/bundleresources/information-property-list
    """
    return {
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSMinimumSystemVersion": LEAST_MACOS,
        "LSUIElement": True,  # it lives in the menu bar and takes no place in the Dock
        "NSCameraUsageDescription": CAMERA_TEXT,  # without, macOS ends it
        "NSHighResolutionCapable": True,
    }


def version_file(version: str, name: str) -> str:
    """Return the version resource of `name`.exe as PyInstaller reads it.

    https://learn.microsoft.com/windows/win32/menurc/versioninfo-resource
    """
    numbers = [int(part) for part in version.split(".") if part.isdigit()]
    four = tuple([*numbers, 0, 0, 0, 0][:4])
    return _VERSION_FILE.format(numbers=four, version=version, name=name)
