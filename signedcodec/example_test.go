package signedcodec_test

import (
	"bytes"
	"crypto/rand"
	"encoding"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

type user struct {
	Name  string
	Admin bool
}

// A program reads its key once, at the start, and does not start without one:
//
//	var users = signedcodec.Must(signedcodec.FromEnv("USERS_KEY"), "app/users", signedcodec.WithMaxAge(time.Hour))
//
// The examples generate one, so that they run by themselves.
func newSigner(purpose string, opts ...signedcodec.Option) *signedcodec.Signer {
	return signedcodec.Must(signedcodec.GenerateKey(), purpose, opts...)
}

func Example() {
	users := newSigner("app/users", signedcodec.WithMaxAge(time.Hour))

	token, err := users.For("user:1").Marshal(user{"Ada", true})
	if err != nil {
		log.Fatal(err)
	}
	var u user
	err = users.For("user:1").Unmarshal(token, &u)
	fmt.Println(u.Name, err)

	// The same bytes, found under another key.
	err = users.For("user:2").Unmarshal(token, &u)
	fmt.Println(errors.Is(err, signedcodec.ErrInvalid), err)
	// Output:
	// Ada <nil>
	// true signedcodec: signature does not match
}

// redisLike has what go-redis does with values: it stores marshalers and scans
// into unmarshalers.
type redisLike map[string][]byte

func (r redisLike) Set(key string, v encoding.BinaryMarshaler) (err error) {
	r[key], err = v.MarshalBinary()
	return err
}

func (r redisLike) Get(key string, v encoding.BinaryUnmarshaler) error {
	return v.UnmarshalBinary(r[key])
}

// A signed redis value. With go-redis, the two calls are
//
//	rdb.Set(ctx, key, users.Bind(key, &ada), time.Hour)
//	rdb.Get(ctx, key).Scan(users.Bind(key, &u))
func ExampleCodec_Bind() {
	users := signedcodec.NewCodec[user](newSigner("app/users", signedcodec.WithMaxAge(time.Hour)))
	rdb := redisLike{}

	ada := user{"Ada", true}
	if err := rdb.Set("user:1", users.Bind("user:1", &ada)); err != nil {
		log.Fatal(err)
	}
	rdb["user:2"] = rdb["user:1"] // what somebody with access to redis tries

	var u user
	fmt.Println(rdb.Get("user:1", users.Bind("user:1", &u)), u)
	var v user
	fmt.Println(rdb.Get("user:2", users.Bind("user:2", &v)), v)
	// Output:
	// <nil> {Ada true}
	// signedcodec: signature does not match { false}
}

// A signed cookie, bound to its name.
func ExampleBound_MarshalString() {
	prefs := newSigner("app/preferences", signedcodec.WithMaxAge(30*24*time.Hour), signedcodec.WithMaxBytes(2000))

	text, err := prefs.For("theme").MarshalString(map[string]string{"theme": "dark"})
	if err != nil {
		log.Fatal(err)
	}
	w := httptest.NewRecorder()
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: text, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})

	cookie := w.Result().Cookies()[0]
	var got map[string]string
	err = prefs.For(cookie.Name).UnmarshalString(cookie.Value, &got)
	fmt.Println(got["theme"], err)
	// Output: dark <nil>
}

// A signed file, of any length, bound to its name.
func ExampleSigner_NewWriter() {
	reports := newSigner("app/reports", signedcodec.WithoutExpiry())
	path := filepath.Join(os.TempDir(), fmt.Sprintf("report-%d", os.Getpid()))
	defer os.Remove(path)

	f, err := os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	w := reports.For("2024/05").NewWriter(f)
	_, err = io.WriteString(w, "all is well\n")
	// Without Close the file does not verify: a cut file must not pass for a whole one.
	if err := errors.Join(err, w.Close(), f.Close()); err != nil {
		log.Fatal(err)
	}

	f, err = os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(reports.For("2024/05").NewReader(f))
	fmt.Printf("%s%v\n", text, err)
	// Output:
	// all is well
	// <nil>
}

// Messages of a queue: bound to the topic, in order, none missing.
func ExampleSigner_NewEncoder() {
	jobs := newSigner("app/jobs", signedcodec.WithTTL(time.Hour))
	var queue bytes.Buffer

	enc := jobs.For("mail").NewEncoder(&queue)
	for _, to := range []string{"ada", "grace"} {
		if err := enc.Encode(map[string]string{"to": to}); err != nil {
			log.Fatal(err)
		}
	}
	if err := enc.Close(); err != nil {
		log.Fatal(err)
	}

	dec := jobs.For("mail").NewDecoder(&queue)
	for {
		var job map[string]string
		err := dec.Decode(&job)
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(job["to"])
	}
	// Output:
	// ada
	// grace
	// EOF
}

// One queue message by itself.
func ExampleSigner_ExpiringAt() {
	jobs := newSigner("app/jobs", signedcodec.WithMaxAge(24*time.Hour))
	message, err := jobs.For("mail").ExpiringAt(time.Now().Add(-time.Second)).Marshal("too late")
	if err != nil {
		log.Fatal(err)
	}
	var job string
	fmt.Println(jobs.For("mail").Unmarshal(message, &job))
	// Output: signedcodec: expired
}

// Rotation: first every instance learns to verify with the new key, then it
// becomes the primary, then the old one goes.
func ExampleNewKeyring() {
	oldKey, newKey := signedcodec.GenerateKey(), signedcodec.GenerateKey()
	signerOf := func(ring *signedcodec.Keyring, err error) *signedcodec.Signer {
		if err != nil {
			log.Fatal(err)
		}
		return signedcodec.Must(ring, "app/session", signedcodec.WithMaxAge(time.Hour))
	}
	before := signerOf(signedcodec.NewKeyring(oldKey, newKey))
	during := signerOf(signedcodec.NewKeyring(newKey, oldKey))
	after := signerOf(signedcodec.NewKeyring(newKey))

	early, err := before.Marshal("signed with the old key")
	if err != nil {
		log.Fatal(err)
	}
	late, err := during.Marshal("signed with the new key")
	if err != nil {
		log.Fatal(err)
	}
	var text string
	fmt.Println(during.Unmarshal(early, &text), before.Unmarshal(late, &text), after.Unmarshal(late, &text))
	fmt.Println(after.Unmarshal(early, &text))
	// Output:
	// <nil> <nil> <nil>
	// signedcodec: signed with a key that is not in the keyring
}

// OnVerify tells when an old key is no longer needed, and of forgeries.
func ExampleOnVerify() {
	var stale, refused int
	sessions := newSigner("app/session", signedcodec.WithMaxAge(time.Hour), signedcodec.OnVerify(func(e signedcodec.Event) {
		switch {
		case e.Err != nil:
			refused++
		case !e.Primary:
			stale++
		}
	}))
	_, _ = sessions.VerifyText("sc1.made-up")
	fmt.Println(stale, refused)
	// Output: 0 1
}

// A server-side session: the browser holds a random id that tells nothing, the
// store holds the session, signed and bound to that id. The id is renewed at
// login, so that an id planted before it is worth nothing after it.
func Example_serverSession() {
	sessions := signedcodec.NewCodec[user](newSigner("app/session", signedcodec.WithMaxAge(24*time.Hour)))
	store := map[string][]byte{}

	save := func(id string, u user) {
		b, err := sessions.For(id).Encode(u)
		if err != nil {
			log.Fatal(err)
		}
		store[id] = b
	}
	login := func(oldID, name string) (newID string) {
		delete(store, oldID)
		newID = rand.Text()
		save(newID, user{Name: name})
		return newID
	}

	planted := rand.Text()
	save(planted, user{})
	id := login(planted, "Ada")

	_, err := sessions.For(planted).Decode(store[planted])
	fmt.Println("planted id:", err)
	u, err := sessions.For(id).Decode(store[id])
	fmt.Println("own id:", u.Name, err)
	// Output:
	// planted id: signedcodec: not a signed token of version 1
	// own id: Ada <nil>
}

func ExampleKey() {
	key := signedcodec.GenerateKey()
	fmt.Println(len(key.Reveal()), fmt.Sprint(key) == fmt.Sprintf("sck1_%08x_REDACTED", key.ID()))
	_, err := signedcodec.NewKey([]byte("secret"))
	fmt.Println(err)
	// Output:
	// 66 true
	// signedcodec: the key has 6 bytes, a key has exactly 32: generate one with GenerateKey, or use DeriveKey
}

func ExampleFromEnv() {
	_, err := signedcodec.New(signedcodec.FromEnv("EXAMPLE_KEY"), "app/session", signedcodec.WithoutExpiry())
	fmt.Println(err)
	// Output: signedcodec: environment variable EXAMPLE_KEY is not set: put a key there; make one with: go run github.com/unsafedecode/unsafedecode/signedcodec/cmd/sckeygen@latest
}
