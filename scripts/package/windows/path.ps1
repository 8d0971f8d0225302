# Adds a folder to the user's PATH, or removes it: path.ps1 add|remove FOLDER. Other entries stay as they are written,
# with their %VARIABLES%.
param([Parameter(Mandatory)][ValidateSet("add", "remove")][string]$Action, [Parameter(Mandatory)][string]$Folder)
$ErrorActionPreference = "Stop"
$key = [Microsoft.Win32.Registry]::CurrentUser.OpenSubKey("Environment", $true)
$path = [string]$key.GetValue("Path", "", [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
$entries = @($path -split ";" | Where-Object { $_ -ne "" -and $_.TrimEnd("\") -ne $Folder.TrimEnd("\") })
if ($Action -eq "add") { $entries += $Folder }
$key.SetValue("Path", ($entries -join ";"), [Microsoft.Win32.RegistryValueKind]::ExpandString)
$key.Close()
