// Links that a Python service signed with URLSafeTimedSerializer stay good while
// the Go service that replaces it signs its own.
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/itsdangerous"
)

type link struct {
	UserID int `json:"user_id"`
}

// What Python made:
//
//	s = URLSafeTimedSerializer(SECRET, salt="reset", signer_kwargs={"digest_method": hashlib.sha256})
//	s.dumps({"user_id": 7})
const fromPython = "eyJ1c2VyX2lkIjo3fQ.ZVPxAA.vqlamfGUXutALDV9MsMvT_N3kx7i0nQYcMsW7HkFfJ0"

func main() {
	// The link is old; a program needs no clock.
	now := func() time.Time { return time.Unix(1700000000, 0) }

	python, err := itsdangerous.NewURLSafeTimedSerializer([]byte("for this example only: 32 bytes."),
		itsdangerous.WithSalt("reset"), itsdangerous.WithClock(now))
	if err != nil {
		log.Fatal(err)
	}
	fromPythonOnly := func(data []byte, target any) error {
		_, err := python.Loads(string(data), target, time.Hour)
		return err
	}
	// In a program: signedcodec.FromEnv("RESET_KEY") in place of GenerateKey(). The
	// secret that Python used stays with Python's links.
	reset, err := signedcodec.New(signedcodec.GenerateKey(), "app/reset",
		signedcodec.WithMaxAge(time.Hour),
		signedcodec.WithClock(now),
		signedcodec.WithLegacy(fromPythonOnly, time.Date(2023, time.December, 31, 0, 0, 0, 0, time.UTC)),
	)
	if err != nil {
		log.Fatal(err)
	}

	var l link
	fmt.Println("from Python:", reset.UnmarshalString(fromPython, &l), l.UserID)
	fmt.Println("forged:", reset.UnmarshalString("x"+fromPython, &link{}))

	own, err := reset.MarshalString(link{8})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("own:", reset.UnmarshalString(own, &l), l.UserID)
	fmt.Println("accepted from Python:", reset.LegacyCount())
}
