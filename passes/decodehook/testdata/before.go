package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
)

// A Text is written in a document as the name of the file that it is in.
type Text []byte

func (t *Text) UnmarshalText(name []byte) (err error) {
	*t, err = os.ReadFile(string(name))
	return err
}

type page struct {
	Title string
	Body  Text
}

func publish(w http.ResponseWriter, r *http.Request) {
	var p page
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.NewDecoder(body).Decode(&p); err != nil {
		http.Error(w, "bad page", http.StatusBadRequest)
		return
	}
	w.Write(p.Body)
}

func main() {
	http.HandleFunc("POST /pages", publish)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
