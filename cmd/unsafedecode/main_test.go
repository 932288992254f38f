package main

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// In the scripts `exec unsafedecode` runs this test binary as the command and, through go vet, as the vet tool.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"unsafedecode": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			// The caches of the machine: a run in an empty one compiles the standard library.
			goEnv, err := readGoEnv()
			if err != nil {
				return err
			}
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GOTOOLCHAIN"} {
				env.Setenv(name, goEnv[name])
			}
			program, err := exec.LookPath("unsafedecode")
			env.Setenv("UNSAFEDECODE", program)
			return err
		},
	})
}

// readGoEnv is what go env says outside of the scripts, whose environment is bare.
func readGoEnv() (env map[string]string, err error) {
	out, err := exec.Command("go", "env", "-json").Output()
	if err == nil {
		err = json.Unmarshal(out, &env)
	}
	return env, err
}
