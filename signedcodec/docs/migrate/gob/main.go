// Session files of unsigned gob become signed ones as they are read.
package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

type session struct{ User string }

// A fixed date, some weeks after the deployment. Never time.Now().Add(...): that
// moves with every restart, and the migration does not end.
var migrationEnd = time.Date(2099, time.January, 31, 0, 0, 0, 0, time.UTC)

// unsigned is the old decoder, for old data only.
func unsigned(data []byte, target any) error {
	return gob.NewDecoder(bytes.NewReader(data)).Decode(target)
}

// In a program: signedcodec.FromEnv("SESSION_KEY") in place of GenerateKey().
var sessions = signedcodec.Must(signedcodec.GenerateKey(), "app/session",
	signedcodec.WithFormat(signedcodec.Gob),
	signedcodec.WithMaxAge(30*24*time.Hour),
	signedcodec.WithLegacy(unsigned, migrationEnd),
)

func load(path string) (s session, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	return s, sessions.For(filepath.Base(path)).Unmarshal(b, &s)
}

func save(path string, s session) error {
	b, err := sessions.For(filepath.Base(path)).Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o600)
}

func main() {
	dir, err := os.MkdirTemp("", "sessions")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "4711")

	// What the program wrote before.
	var old bytes.Buffer
	if err := gob.NewEncoder(&old).Encode(session{"ada"}); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(path, old.Bytes(), 0o600); err != nil {
		log.Fatal(err)
	}

	for _, state := range []string{"unsigned", "signed"} {
		s, err := load(path)
		fmt.Println(state, s.User, err)
		if err := save(path, s); err != nil {
			log.Fatal(err)
		}
	}
	// When this number stays at zero, WithLegacy can go.
	fmt.Println("unsigned files accepted:", sessions.LegacyCount())
}
