package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

const repository = "../.."

// A dry run of a release of this repository: the tags come in an order in which each module finds those that it requires, and what is
// missing today is named.
func TestDryRun(t *testing.T) {
	var out bytes.Buffer
	r := &release{root: repository, version: "v0.1.0", out: &out}
	if err := r.run(""); err != nil {
		t.Fatal(err)
	}
	const lib = root + "/signedcodec"
	want := `tags, in this order, each pushed before the next module is updated:
  git tag signedcodec/v0.1.0
  git push origin signedcodec/v0.1.0
  go -C signedcodec/keyring mod edit -dropreplace=` + lib + `
  go -C signedcodec/keyring get ` + lib + `@v0.1.0
  git commit -am 'Release ` + lib + `/keyring v0.1.0'
  git tag signedcodec/keyring/v0.1.0
  git push origin signedcodec/keyring/v0.1.0
  git tag v0.1.0
  git push origin v0.1.0
archives:
  unsafedecode_0.1.0_linux_amd64.tar.gz
  unsafedecode_0.1.0_linux_arm64.tar.gz
  unsafedecode_0.1.0_darwin_amd64.tar.gz
  unsafedecode_0.1.0_darwin_arm64.tar.gz
  unsafedecode_0.1.0_windows_amd64.zip
  unsafedecode_0.1.0_windows_arm64.zip
`
	if _, got, _ := strings.Cut(out.String(), "tags, "); !strings.HasPrefix(out.String(), "missing: ") || "tags, "+got != want {
		t.Errorf("got\n%s\nwant, after what is missing,\n%s", out.String(), want)
	}
	if err := r.run(filepath.Join(t.TempDir(), "dist")); err == nil {
		t.Error("archives are built although something is missing")
	}
	r.version = "0.1"
	if err := r.run(""); err == nil {
		t.Error("0.1 is taken for a version")
	}
}

// What `go install` refuses is not in the module that it installs.
func TestRootHasNoReplace(t *testing.T) {
	modules, _, err := (&release{root: repository, version: "v0.1.0"}).check()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range modules {
		if m.dir != "signedcodec/keyring" && m.replaces != nil {
			t.Errorf("%s/go.mod replaces %s", m.dir, m.replaces)
		}
	}
}

// A repository in which everything is ready lacks nothing, and the program that is built there carries the version of its tag.
func TestRelease(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":                     "module " + root + "\n\ngo 1.24.0\n",
		"signedcodec/go.mod":         "module " + root + "/signedcodec\n\ngo 1.24.0\n",
		"signedcodec/keyring/go.mod": "module " + root + "/signedcodec/keyring\n\ngo 1.24.0\n\nrequire " + root + "/signedcodec v0.1.0\n",
		"cmd/unsafedecode/main.go":   "package main\n\nfunc main() {}\n",
		"CHANGELOG.md":               "# Changelog\n\n## v0.1.0 (2031-05-02)\n",
		"LICENSE":                    "free\n",
		"README.md":                  "read\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	git := drive.Installed(t, "git")
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(git, append([]string{"-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "init.defaultBranch=main"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
	run("init", "-q")
	run("add", ".")
	run("commit", "-q", "-m", "first")
	r := &release{root: dir, version: "v0.1.0", out: io.Discard}
	_, missing, err := r.check()
	if want := []string{"the tag signedcodec/v0.1.0", "the tag signedcodec/keyring/v0.1.0", "the tag v0.1.0"}; err != nil || !cmp.Equal(missing, want) {
		t.Errorf("missing before the tags are set: %q, %v", missing, err)
	}
	for _, tag := range []string{"signedcodec/v0.1.0", "signedcodec/keyring/v0.1.0", "v0.1.0"} {
		run("tag", tag)
	}
	dist := filepath.Join(t.TempDir(), "dist")
	if err := os.Mkdir(dist, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, missing, err = r.check(); err != nil || missing != nil {
		t.Fatalf("missing: %q, %v", missing, err)
	}
	if _, err := r.compile(dist, "linux", "amd64"); err != nil {
		t.Error(err)
	}
}

// Archives hold the files with their modes, and the same files make the same sum.
func TestPack(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "program")
	if err := os.WriteFile(program, []byte("binary"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []packed{{"unsafedecode", program, 0o755}}
	for _, name := range []string{"a.tar.gz", "a.zip"} {
		path := filepath.Join(dir, name)
		sum, err := pack(path, files)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if want := sha256.Sum256(data); !bytes.Equal(sum, want[:]) {
			t.Errorf("%s: the sum is not that of the file", name)
		}
		again, err := pack(path, files)
		if err != nil || !bytes.Equal(sum, again) {
			t.Errorf("%s: another sum of the same files (%v)", name, err)
		}
		if got := unpack(t, name, data); got != "unsafedecode 755 binary" {
			t.Errorf("%s holds %s", name, got)
		}
	}
}

// unpack says what the first file of an archive is.
func unpack(t *testing.T, name string, data []byte) string {
	t.Helper()
	if strings.HasSuffix(name, ".zip") {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		f, err := z.File[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		return described(t, z.File[0].Name, z.File[0].Mode(), f)
	}
	gz, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	r := tar.NewReader(gz)
	h, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	return described(t, h.Name, h.FileInfo().Mode(), r)
}

func described(t *testing.T, name string, mode os.FileMode, r io.Reader) string {
	t.Helper()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %o %s", name, mode.Perm(), content)
}
