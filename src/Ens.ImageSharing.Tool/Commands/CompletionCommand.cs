using System.CommandLine;
using Ens.ImageSharing.Tool.Terminal;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary><c>completion</c>: the script that lets a shell complete verbs, options and values.</summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string Script)[] Scripts =
    [
        ("bash", """
            # ens-share completion for bash: eval "$(ens-share completion bash)"
            _ens_share() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(ens-share "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _ens_share ens-share

            """),
        ("zsh", """
            #compdef ens-share
            # ens-share completion for zsh: source <(ens-share completion zsh)
            _ens_share() {
                local -a completions
                completions=("${(@f)$(ens-share "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -a completions
                _files
            }
            compdef _ens_share ens-share

            """),
        ("fish", """
            # ens-share completion for fish: ens-share completion fish | source
            complete -c ens-share -a '(ens-share "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'

            """),
        ("pwsh", """
            # ens-share completion for PowerShell: ens-share completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName ens-share -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                ens-share "[suggest:$cursorPosition]" "$commandAst" 2>$null |
                    Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """),
    ];

    public static Command Create(ToolHost host, CommonOptions common)
    {
        Argument<string> shell = new("SHELL") { Description = "The shell: bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Select(script => script.Shell)]);
        Command command = new("completion", "Prints the completion script for a shell.") { shell };
        return Verb.WithAction(command, host, common, verb =>
        {
            string name = verb.Result.GetValue(shell)!;
            verb.Console.WriteText(Array.Find(Scripts, script => script.Shell == name).Script.ReplaceLineEndings("\n"));
            return Task.FromResult(ExitCode.Success);
        });
    }
}
