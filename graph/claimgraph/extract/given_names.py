"""Given names that hardly anybody bears but men, or but women: whom "he" and "she" can mean."""

from claimgraph.extract.cues import lexicon

MEN = lexicon("""aaron abdul abraham adam ahmed alan albert alberto alejandro alfred anders andrew anthony antonio arthur barack ben
    benjamin bernard bill bob boris brad brian bruce carl carlos charles christopher clarence colin craig daniel darren dave david dennis
    derek diego dmitri dominic don donald doug douglas duncan ed edward emmanuel enrique eric erik ernest fernando francesco francisco
    frank fred frederick gareth gary geoff geoffrey george gerald giovanni giuseppe gordon graham greg gregory gustav guy hans harold
    harry harvey hassan henrik henry herbert howard hugh hugo hussein ian ibrahim igor isaac ivan jack jacob jacques jake james jason
    javier jeff jeffrey jeremy jim jimmy joe john johan johannes jonathan jorge jose joseph joshua juan julian justin karl keith ken
    kenneth kevin khalid klaus lars larry lawrence leo leonard lloyd louis luigi luis luke magnus mahmoud malcolm manuel marco marcus
    mario mark martin matt matthew matteo michael miguel mike mitt mohamed mohammed muhammad mustafa nathan neil nicholas nigel nikolai
    norman oleg oliver omar oscar otto pablo patrick paul pedro peter phil philip pierre piotr rafael ralph ray raymond ricardo richard
    rob robert roberto rodney roger roland ron ronald roy rupert russell sean sergei sergio simon stanislav stefan stephen steve steven
    stuart sven ted terence thomas tim timothy todd tom tomas tony trevor ulf vincent vladimir walter warren wayne wilhelm william
    wolfgang youssef""")
WOMEN = lexicon("""abigail agnes aisha alexandra alice alicia alison amanda amelia amy ana angela angelina anita ann anna anne annette
    annie antonia astrid barbara beatrice bella betty brenda bridget camilla carla carly caroline carolyn catherine cecilia christina
    christine claire clara claudia condoleezza cynthia daniela deborah debra denise diana diane dolores donna doris dorothy edith eileen
    elaine elena elisabeth elizabeth ella ellen elsa emily emma erica erika esther ethel eva fatima fiona frances freya gabriela geraldine
    gillian gloria grace greta gwen hannah heather heidi helen helena helga ida ilse ines ingrid irene irina isabel isabella jacqueline
    jane janet janice jasmine jennifer jenny jessica jill joanna josephine judith judy julia julie karin kate katherine kathleen kathryn
    katie kimberly kirsten laura lauren leila lena lily linda lisa liz louise lucia lucy lydia magdalena maggie margaret maria marie
    marina marta martha mary maureen megan melanie melissa michelle miriam monica nadia nancy naomi natalia natalie natasha nicole nina
    nora olga olivia pamela patricia paula pauline penelope petra phyllis rachel rebecca rosa rose rosemary ruth samantha sandra sarah
    sharon sheila silvia sonia sophia sophie stella stephanie susan susanna svetlana sylvia tamara tanya tatiana teresa theresa tina
    ursula valerie vanessa vera veronica wanda wendy yvonne zainab zoe""")
