package itsdangerous_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec/itsdangerous"
)

func secret() []byte { return []byte("for this example only: 32 bytes.") }

func clock() time.Time { return time.Unix(1700000000, 0) }

// The same as Python's URLSafeTimedSerializer(secret, salt="reset", signer_kwargs={"digest_method": hashlib.sha256}).
func ExampleURLSafeTimedSerializer() {
	reset, err := itsdangerous.NewURLSafeTimedSerializer(secret(), itsdangerous.WithSalt("reset"), itsdangerous.WithClock(clock))
	if err != nil {
		log.Fatal(err)
	}
	token, err := reset.Dumps(map[string]int{"user_id": 7})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token)

	var link struct {
		UserID int `json:"user_id"`
	}
	signed, err := reset.Loads(token, &link, time.Hour)
	fmt.Println(link.UserID, signed.UTC(), err)
	_, err = reset.Loads("x"+token, &link, time.Hour)
	fmt.Println(errors.Is(err, itsdangerous.ErrSignature))
	// Output:
	// eyJ1c2VyX2lkIjo3fQ.ZVPxAA.vqlamfGUXutALDV9MsMvT_N3kx7i0nQYcMsW7HkFfJ0
	// 7 2023-11-14 22:13:20 +0000 UTC <nil>
	// true
}

// Flask signs with SHA-1, so a reader of its cookies has to say so.
func ExampleFlaskSessions() {
	sessions, err := itsdangerous.NewFlaskSessions(
		[]byte("new-key-new-key-new-key-new-key-"),
		itsdangerous.WithDigest(itsdangerous.SHA1),
	)
	if err != nil {
		log.Fatal(err)
	}
	const cookie = "eyJ1c2VyX2lkIjo3LCJjc3JmIjoiYWJjIn0.ZVPxAA.YtJCGVlEALqbuH5TPpPGTY25dwI"
	session, signed, err := sessions.Decode(cookie, itsdangerous.NoLimit)
	fmt.Println(session["user_id"], signed.UTC(), err)
	// Output: 7 2023-11-14 22:13:20 +0000 UTC <nil>
}

// Entries that requests-cache's safe_pickle_serializer wrote: the signature is checked, the pickle is not decoded.
func ExampleSigner() {
	s, err := itsdangerous.NewSigner(secret(), itsdangerous.WithSalt("requests-cache"), itsdangerous.WithDigest(itsdangerous.SHA1))
	if err != nil {
		log.Fatal(err)
	}
	entry := s.Sign([]byte("pickled bytes"))
	value, err := s.Unsign(entry)
	fmt.Printf("%s %v\n", value, err)
	_, err = s.Unsign(append([]byte("evil "), entry...))
	fmt.Println(err)
	// Output:
	// pickled bytes <nil>
	// itsdangerous: signature does not match
}

// A rotation: new tokens are signed with the new secret and SHA-256, old ones are still read.
func ExampleWithFallbackSecrets() {
	os.Setenv("SECRET", "the new one, which signs: 32 bytes") // the deployment does this
	s, err := itsdangerous.NewURLSafeSerializer([]byte(os.Getenv("SECRET")),
		itsdangerous.WithFallbackSecrets(secret()),
		itsdangerous.WithFallbackDigests(itsdangerous.SHA1),
	)
	if err != nil {
		log.Fatal(err)
	}
	before, _ := itsdangerous.NewURLSafeSerializer(secret(), itsdangerous.WithDigest(itsdangerous.SHA1))
	token, _ := before.Dumps("old")
	var v string
	fmt.Println(s.Loads(token, &v), v)
	// Output: <nil> old
}

// The same as django.core.signing.loads(token, max_age=3600).
func ExampleDjango() {
	s, err := itsdangerous.NewURLSafeTimedSerializer(secret(),
		itsdangerous.Django(), itsdangerous.WithSalt("django.core.signing"), itsdangerous.WithClock(clock))
	if err != nil {
		log.Fatal(err)
	}
	token, _ := s.Dumps("hello")
	var v string
	_, err = s.Loads(token, &v, time.Hour)
	fmt.Println(v, err)
	// Output: hello <nil>
}
