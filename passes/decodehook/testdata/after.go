package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
)

// A page is decoded into plain fields.
type page struct {
	Title string
	Body  string // the name of a file
}

// text opens the file where the program wants it, and keeps it below one folder.
func (p *page) text() ([]byte, error) {
	root, err := os.OpenRoot("pages")
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(p.Body)
}

func publish(w http.ResponseWriter, r *http.Request) {
	var p page
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.NewDecoder(body).Decode(&p); err != nil {
		http.Error(w, "bad page", http.StatusBadRequest)
		return
	}
	text, err := p.text()
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Write(text)
}

func main() {
	http.HandleFunc("POST /pages", publish)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
