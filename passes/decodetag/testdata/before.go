package main

import (
	"encoding/json"
	"log"
	"net/http"
)

type account struct {
	Name  string `json:"name"`
	Admin bool   `json:"-,omitempty"` // named "-": {"name": "eve", "-": true} sets it
}

func register(w http.ResponseWriter, r *http.Request) {
	var a account
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.NewDecoder(body).Decode(&a); err != nil {
		http.Error(w, "bad account", http.StatusBadRequest)
		return
	}
	log.Printf("%s registered, admin %t", a.Name, a.Admin)
}

func main() {
	http.HandleFunc("POST /accounts", register)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
