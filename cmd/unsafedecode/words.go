package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/analyzer"
)

// words are the first arguments that are not packages.
var words = []string{"gopls", "golangci-lint", "completion", "help", "version"}

// word runs what the first argument names, if it is one of the words; a directory of that name is ./help.
func (c *command) word(args []string) (status int, ok bool) {
	if len(args) == 0 {
		return 0, false
	}
	if l, ok := linkers[args[0]]; ok {
		return c.link(l, args[1:]), true
	}
	switch args[0] {
	case "help":
		if len(args) > 1 {
			return c.main(append([]string{"-explain"}, args[1:]...)), true
		}
		fmt.Fprint(c.stdout, usage)
	case "version":
		fmt.Fprintln(c.stdout, analyzer.About())
	case "completion":
		return c.completion(args[1:]), true
	default:
		return 0, false
	}
	return statusClean, true
}

// flagNames are all flags, with the values that they may have if these can be listed.
func flagNames() (names []string) {
	new(options).flagSet().VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	return names
}

const bashCompletion = `_unsafedecode() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	case $prev in
	-format) COMPREPLY=($(compgen -W "%[3]s" -- "$cur")) ;;
	-severity) COMPREPLY=($(compgen -W "low medium high" -- "$cur")) ;;
	-fail-on) COMPREPLY=($(compgen -W "low medium high never" -- "$cur")) ;;
	-explain|-rules) COMPREPLY=($(compgen -W "$(unsafedecode -list 2>/dev/null | cut -d' ' -f1)" -- "$cur")) ;;
	-config|-o|-baseline|-write-baseline|-cpuprofile|-memprofile) COMPREPLY=($(compgen -f -- "$cur")) ;;
	*) case $cur in
		-*) COMPREPLY=($(compgen -W "%[1]s" -- "$cur")) ;;
		*) COMPREPLY=($(compgen -d -W "%[2]s" -- "$cur")) ;;
		esac ;;
	esac
}
complete -o filenames -F _unsafedecode unsafedecode
`

const fishCompletion = `complete -c unsafedecode -n __fish_use_subcommand -a "%s"
complete -c unsafedecode -o format -x -a "%s"
complete -c unsafedecode -o severity -x -a "low medium high"
complete -c unsafedecode -o fail-on -x -a "low medium high never"
complete -c unsafedecode -o explain -x -a "(unsafedecode -list 2>/dev/null | string split -f1 ' ')"
complete -c unsafedecode -o rules -x -a "(unsafedecode -list 2>/dev/null | string split -f1 ' ')"
`

// completion prints what a shell reads to complete a command line: source <(unsafedecode completion bash).
func (c *command) completion(args []string) int {
	if len(args) != 1 || !slices.Contains([]string{"bash", "zsh", "fish"}, args[0]) {
		return c.fail(fmt.Errorf("name the shell: unsafedecode completion bash, zsh or fish"))
	}
	all := strings.Join(formats, " ")
	if args[0] == "fish" {
		fmt.Fprintf(c.stdout, fishCompletion, strings.Join(words, " "), all)
		for _, name := range flagNames() {
			fmt.Fprintf(c.stdout, "complete -c unsafedecode -o %s\n", name[1:])
		}
		return statusClean
	}
	if args[0] == "zsh" {
		fmt.Fprintln(c.stdout, "autoload -U +X bashcompinit && bashcompinit")
	}
	fmt.Fprintf(c.stdout, bashCompletion, strings.Join(flagNames(), " "), strings.Join(words, " "), all)
	return statusClean
}
