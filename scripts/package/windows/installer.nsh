; Own lines of the installer for Windows. electron-builder puts this file first and expands the macros later, when its
; libraries are there. A page adds `hitofude` to the PATH; Markdown files get Hitofude in "Open with", never as their
; default.

!define HITOFUDE_PROGID "Hitofude.Markdown"

!ifndef BUILD_UNINSTALLER
  Var hitofudeAddToPath
  Var hitofudeCheckbox

  ; Also for silent installations, which show no page.
  !macro customInit
    StrCpy $hitofudeAddToPath ${BST_CHECKED}
    ; An update keeps the PATH as the author has it.
    ${If} ${isUpdated}
      StrCpy $hitofudeAddToPath ${BST_UNCHECKED}
    ${EndIf}
  !macroend

  !macro customPageAfterChangeDir
    !include nsDialogs.nsh
    LangString hitofudePathTitle 1033 "Command line"
    LangString hitofudePathTitle 1041 "コマンドライン"
    LangString hitofudePathText 1033 "Add the command hitofude to the PATH"
    LangString hitofudePathText 1041 "hitofude コマンドを PATH に追加する"
    Page custom hitofudePathPage hitofudePathPageLeave

    Function hitofudePathPage
      ${If} ${isUpdated}
        Abort
      ${EndIf}
      !insertmacro MUI_HEADER_TEXT "$(hitofudePathTitle)" ""
      nsDialogs::Create 1018
      Pop $0
      ${NSD_CreateCheckbox} 0 0 100% 12u "$(hitofudePathText)"
      Pop $hitofudeCheckbox
      ${NSD_SetState} $hitofudeCheckbox $hitofudeAddToPath
      nsDialogs::Show
    FunctionEnd

    Function hitofudePathPageLeave
      ${NSD_GetState} $hitofudeCheckbox $hitofudeAddToPath
    FunctionEnd
  !macroend

  !macro customInstall
    WriteRegStr SHELL_CONTEXT "Software\Classes\${HITOFUDE_PROGID}" "" "Markdown"
    WriteRegStr SHELL_CONTEXT "Software\Classes\${HITOFUDE_PROGID}" "AppUserModelID" "${APP_ID}"
    WriteRegStr SHELL_CONTEXT "Software\Classes\${HITOFUDE_PROGID}\DefaultIcon" "" "$appExe,0"
    WriteRegStr SHELL_CONTEXT "Software\Classes\${HITOFUDE_PROGID}\shell\open\command" "" '"$appExe" "%1"'
    WriteRegStr SHELL_CONTEXT "Software\Classes\.md\OpenWithProgids" "${HITOFUDE_PROGID}" ""
    WriteRegStr SHELL_CONTEXT "Software\Classes\.markdown\OpenWithProgids" "${HITOFUDE_PROGID}" ""
    ; SHCNE_ASSOCCHANGED: Explorer reads the associations again.
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
    ${If} $hitofudeAddToPath == ${BST_CHECKED}
      !insertmacro hitofudeChangePath "add"
    ${EndIf}
  !macroend
!endif

!macro customUnInstall
  ; An update runs it, too.
  ${IfNot} ${isUpdated}
    DeleteRegValue SHELL_CONTEXT "Software\Classes\.md\OpenWithProgids" "${HITOFUDE_PROGID}"
    DeleteRegValue SHELL_CONTEXT "Software\Classes\.markdown\OpenWithProgids" "${HITOFUDE_PROGID}"
    DeleteRegKey SHELL_CONTEXT "Software\Classes\${HITOFUDE_PROGID}"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
    !insertmacro hitofudeChangePath "remove"
  ${EndIf}
!macroend

; The PATH of the user. By PowerShell, since NSIS would cut a PATH that is longer than its strings.
!macro hitofudeChangePath ACTION
  nsExec::ExecToLog 'powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "$INSTDIR\resources\path.ps1" ${ACTION} "$INSTDIR\bin"'
  Pop $0
  ; WM_SETTINGCHANGE: consoles that are opened from now on see the new PATH.
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
!macroend
