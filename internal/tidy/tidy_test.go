package tidy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFormat(t *testing.T) {
	tests := map[string]struct{ old, fixed, want string }{
		"nothing to do": {
			"package p\n\nimport \"os\"\n\nvar a = os.Args\n",
			"package p\n\nimport \"os\"\n\nvar b  =  os.Args\n",
			"package p\n\nimport \"os\"\n\nvar b = os.Args\n",
		},
		"one of a group": {
			"package p\n\nimport (\n\t\"io\" // why\n\t\"os\"\n)\n\nvar a, b = io.EOF, os.Args\n",
			"package p\n\nimport (\n\t\"io\" // why\n\t\"os\"\n)\n\nvar a, b = 1, os.Args\n",
			"package p\n\nimport (\n\t\"os\"\n)\n\nvar a, b = 1, os.Args\n",
		},
		"the only one": {
			"package p\n\nimport \"os\"\n\nvar a = os.Args\n",
			"package p\n\nimport \"os\"\n\nvar a = 1\n",
			"package p\n\nvar a = 1\n",
		},
		"renamed": {
			"package p\n\nimport x \"os\"\n\nvar a = x.Args\n",
			"package p\n\nimport x \"os\"\n\nvar a = 1\n",
			"package p\n\nvar a = 1\n",
		},
		"versions": {
			"package p\n\nimport (\n\t\"gopkg.in/yaml.v3\"\n\t\"math/rand/v2\"\n)\n\nvar a, b = yaml.Marshal, rand.Int\n",
			"package p\n\nimport (\n\t\"gopkg.in/yaml.v3\"\n\t\"math/rand/v2\"\n)\n\nvar a, b = 1, 2\n",
			"package p\n\nimport ()\n\nvar a, b = 1, 2\n",
		},
		"for its effects, and never used": {
			"package p\n\nimport (\n\t_ \"embed\"\n\t\"strange.name/x\"\n)\n\nvar a = y.A\n",
			"package p\n\nimport (\n\t_ \"embed\"\n\t\"strange.name/x\"\n)\n\nvar a = 1\n",
			"package p\n\nimport (\n\t_ \"embed\"\n\t\"strange.name/x\"\n)\n\nvar a = 1\n",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Format([]byte(tt.old), []byte(tt.fixed))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if _, err := Format([]byte("package p\n"), []byte("package\n")); err == nil {
		t.Error("no error for what is no Go")
	}
}
