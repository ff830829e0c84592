"""Plainly invented names for the made-up caseload: nobody is called Fabricatt."""

GIVEN = {
    "female": [
        "Aisha", "Amelia", "Beatrix", "Chloe", "Daisy", "Efua", "Freya", "Grace", "Hana", "Imani",
        "Jodie", "Keira", "Leila", "Maja", "Niamh", "Orla", "Priya", "Rosie", "Saskia", "Tamsin",
        "Yasmin", "Zofia",
    ],
    "male": [
        "Adam", "Bilal", "Callum", "Dylan", "Eesa", "Finlay", "George", "Harvey", "Idris", "Jayden",
        "Kofi", "Liam", "Mateusz", "Noah", "Owen", "Piotr", "Rhys", "Samir", "Tariq", "Umar",
        "Vihaan", "Zac",
    ],
    "other": ["Ash", "Frankie", "Jules", "Quinn", "River", "Sky"],
}  # fmt: skip
FAMILY = [
    "Examplewood", "Fabricatt", "Imaginson", "Madeupham", "Pretendley", "Inventworth", "Fictionby",
    "Notreal", "Samplesby", "Testerby", "Mockford", "Dummings", "Placeholt", "Figmentson",
    "Storybrook", "Make-Believe", "O'Sample", "Contrivedge", "Unreal-Khan", "Supposely",
]  # fmt: skip
# With a postcode each: in the council's area, but for two at some distance. The authorities' codes
# are those of real ones, so that area and distance can be seen to be worked out.
HOMES = {
    "Oak House": "HP20 1UA", "Elm Lodge": "HP11 1BB", "Rowan Court": "HP9 2DF",
    "Larch View": "MK18 1RD", "Willow End": "OX1 1NS", "Hazel Bank": "B1 1BB",
}  # fmt: skip
FORCES = ["Exampleshire Police", "Sampleford Constabulary", "Testham Police"]
AUTHORITIES = {
    "Sampleford Borough Council": "E06000042", "Testham City Council": "E08000025",
    "Inventshire County Council": "E10000025", "Fableton City Council": "E08000003",
}  # fmt: skip
PROVIDERS = [("Sparrow Independent Visitors", 10, 17), ("Heron Young Adults' Advocacy", 16, 24)]

# Team, then its people: (name, role, sign-in). One sign-in of each role is printed by `make run`.
STAFF = {
    "Children in care team": [
        ("Wren Ashdown-Sample", "social_worker"), ("Tilly Pretendley", "social_worker"),
        ("Hugo Madeupham", "social_worker"), ("Bea Figmentson", "social_worker"),
        ("Morgan Pellew-Test", "team_manager"), ("Bryony Cutler-Mock", "business_support"),
    ],
    "Child protection team": [
        ("Otis Farrow-Sample", "social_worker"), ("Nell Inventworth", "social_worker"),
        ("Ravi Storybrook", "social_worker"), ("Opal Greaves-Test", "team_manager"),
    ],
    "Leaving care team": [
        ("Perry Dummings", "social_worker"), ("Lowri Contrivedge", "social_worker"),
        ("Adaeze Supposely", "team_manager"),
    ],
    "Reviewing service": [
        ("Imogen Quarry-Sample", "iro"), ("Ivo Testerby", "iro"),
        ("Percival Drew-Mock", "cp_chair"),
    ],
    "Emergency duty team": [
        ("Ellis Nightingale-Sample", "edt_officer"), ("Noor Placeholt", "edt_officer"),
        ("Edda Winterbourne-Test", "edt_manager"),
    ],
    "MASH": [("Mabel Fictionby", "mash_officer"), ("Magnus Heath-Mock", "mash_manager")],
    "Missing and Exploitation Hub": [
        ("Coral Finch-Sample", "missing_coordinator"), ("Hari Notreal", "hub_practitioner"),
    ],
    "Leadership": [
        ("Harriet Longmoor-Test", "head_of_service"), ("Silas Wetherby-Mock", "service_director"),
        ("Dorian Wells-Sample", "director"), ("Ansel Pike-Test", "analyst"),
        ("Greer Halloran-Mock", "information_governance"), ("Ada Minster-Sample", "administrator"),
    ],
}  # fmt: skip
CARERS = [
    "Casey Marlow-Sample", "Robin Thistle-Mock", "Jan Imaginson", "Sol Examplewood",
    "Dee Samplesby", "Kit Fabricatt", "Lou Unreal-Khan",
]  # fmt: skip
FOSTER = ("Fern Mockford", "The Mockford household")
INTERVIEWERS = ["Indigo Vale-Sample", "Juniper Stone-Test"]
POLICE = "Sergeant Blythe-Mock"
PLACES_FOUND = [
    "at a friend's flat", "at an aunt's house", "at the bus station", "in the park by the river",
    "at the shopping centre", "at a former carer's", "on a train", "at a party",
]  # fmt: skip
WHY = [
    "Left after a disagreement about the phone", "Did not come back from school",
    "Went out to meet friends and did not return at the agreed time",
    "Left through the back door at night", "Was dropped in town and did not get the bus back",
    "Said a friend was waiting in a car",
]  # fmt: skip
CLOTHES = [
    "Black tracksuit, white trainers", "Blue jeans, grey hooded top", "School uniform, dark coat",
    "Green parka, black leggings", "Red puffer jacket, joggers",
]  # fmt: skip
